"""Training 培训: courses, the matrix that asks for them, and who may give them."""
