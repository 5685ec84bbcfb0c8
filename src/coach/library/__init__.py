"""Discovery, reading, decoding and checking of drill files; the only user of YAML."""
