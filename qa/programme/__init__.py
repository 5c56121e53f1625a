"""The mystery-call programme 拨测: briefs, waves and quotas, schedule, exposure, matching, commitments."""
