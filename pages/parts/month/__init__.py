"""What several pages say about a month: its uploads, causes, proofs and signatures. May import widgets and frame."""
