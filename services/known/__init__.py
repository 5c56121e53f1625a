"""Who and what is known: people, vendors with their sites, queues, other names and contacts."""
