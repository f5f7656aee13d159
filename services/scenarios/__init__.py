"""What-if over the database: scenarios asked for, solved, compared, shown."""
