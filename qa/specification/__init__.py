"""Process specifications 流程规范: what they say, how versions differ, and what a changed clause touches."""
