-- Run as the owner of the schema after every migration. The app's role owns nothing and is no superuser.
GRANT USAGE ON SCHEMA public TO menhu_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO menhu_app;
-- The audit trail is append-only.
REVOKE UPDATE, DELETE ON audit_entries FROM menhu_app;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM menhu_app;
