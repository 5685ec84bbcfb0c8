// Keeps the screen on. The wake lock needs https, which an address in the local network has
// not; a small muted video that plays in the page does the same on most phones.
const FAILED = "Your screen may go dark. To keep it on, change your phone's display settings.";
let lock = null, isTold = false;

export async function stayAwake(video, tell) {
  if (lock && !lock.released) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    return;
  } catch { lock = null; }
  if (!video.paused) return;
  try { await video.play(); } catch { if (!isTold) tell(FAILED); isTold = true; }
}

document.addEventListener("visibilitychange", () => {
  const video = document.getElementById("awake");
  if (!document.hidden && (lock || video.played.length)) stayAwake(video, () => {});
});
