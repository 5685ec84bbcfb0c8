"""The safety text, in one place; `docs/safety.md` has it whole, the README in part."""

from __future__ import annotations

SAFETY_TEXT = "safety"
"""Name of the text in the journal."""

LEAVE_OUT_TEXT = "leave_out"
"""Name of the question after a doctor or physio was asked: what to leave out."""

URGENT_TEXT = "urgent"
"""Name of the question after a sign that needs urgent help."""

DISCLAIMER = (
    "This is general exercise information for adults who are well enough to run. It is "
    "not a diagnosis or treatment, and no doctor or physio has checked it for you. If in "
    "doubt, ask a doctor or physio first. You can stop any time."
)

IN_SHORT = (
    "Stop if it hurts. Breathe comfortably and never strain. If you feel dizzy or "
    "tingling, stop and breathe normally."
)
"""Rules to remember while exercising."""

ASK_FIRST = (
    "recent surgery or a fracture; a suspected bone stress injury; limping at the moment",
    "a hip or knee replacement; a diagnosed disc, nerve or hip-joint problem; osteoporosis",
    "pregnancy, or the first 12 weeks after a birth; pelvic-floor symptoms or a hernia",
    "uncontrolled blood pressure; heart or lung disease; glaucoma or recent eye surgery",
    "chest pain when you exert yourself; fainting or seizures; a newly swollen joint",
    "blood thinners, or long-term steroid medicine",
    "missed periods, or eating too little for your training",
)
"""Reasons to ask a doctor or physio before starting."""

BREATHING = (
    "Breathe comfortably, never strain, and don't keep your lungs empty for long. If your "
    "lips tingle, or you feel dizzy or panicky, stop the drill and breathe normally. "
    "Skip straw, balloon and full-force exhales if you are pregnant, have a hernia, a "
    "prolapse, or heart or blood-pressure problems, or have recently had chest, abdominal "
    "or eye surgery, unless a doctor has cleared you. Don't use latex balloons near "
    "children, or if you have a latex allergy. Don't do breathing drills while driving "
    "or in water."
)

POSITION = (
    "Later in pregnancy, avoid lying face down, and limit exercise flat on your back. Put "
    "a pad under your knees when you kneel. Check that a step, chair or bench cannot "
    "slide. Check bands for nicks."
)

STOP_NOW = (
    "numbness or altered feeling around the groin, genitals or back passage, including "
    "when you wipe; leaking, or new trouble passing or holding urine or stool; new "
    "problems with sexual function; new or worsening leg weakness, or symptoms in both "
    "legs; severe pain after a fall or collision; chest pain, or a tight chest when you "
    "exert yourself; "
    "unusual breathlessness; a racing or uneven heartbeat with faintness; fainting; new "
    "swelling or pain in one calf or one thigh, whether or not it is hot or red; back pain "
    "with fever or feeling very unwell."
)
"""The urgent signs, listed with every question about them."""

BOOK_SOON = (
    "pain above 5 out of 10 or rising over a week; pain at night or at rest that does not "
    "ease; groin pain when you put weight on the leg, or at night (stop running, and see a "
    "doctor within days); pain at one spot on a bone, especially in the hip, shin or foot, "
    "that gets worse with impact (stop running; do not test it by hopping); pain down the "
    "leg, numbness or tingling; a joint that locks, gives way or swells; unexplained "
    "weight loss or a history of cancer with new back pain; no improvement after two to "
    "three weeks; limping."
)
