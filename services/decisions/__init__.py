"""What people decide about months: relief, and supplementary agreements, with what each would change."""
