#!/bin/sh
# Run once by the image of PostgreSQL: the portal's own account and database, without rights on anything else of the server.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$CCSPOLICY_DB_PASSWORD" --username postgres <<'SQL'
CREATE ROLE ccspolicy LOGIN PASSWORD :'password';
CREATE DATABASE ccspolicy OWNER ccspolicy;
SQL
