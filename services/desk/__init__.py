"""The scoring desk: drafts answered one by one, what begins and ends them; drawn calls as they are heard."""
