#!/bin/sh
# Run once by PostgreSQL's image on an empty volume: the role the app works as, which owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$MENHU_APP_PASSWORD" <<'SQL'
CREATE ROLE menhu_app LOGIN PASSWORD :'password';
SQL
