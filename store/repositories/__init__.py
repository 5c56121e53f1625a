"""Questions and changes by subject: plain values in, plain values out, SQL nowhere else."""
