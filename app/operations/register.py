"""The register: every column of every table, its purpose and its term. tests/house/test_register.py compares it."""

from app.operations.retention import Keep

CLOSING = "until the closing of the emergency"
TREE = "until the closing of the emergency; dated, never overwritten"

REGISTER: dict[str, Keep] = {
    "accounts_devices": Keep(
        "A phone or tablet that may be used to sign in",
        {"names the row": "id", "is recognised by": "token_hash", "is told apart by": "label enrolled_at revoked_at"},
        CLOSING,
    ),
    "accounts_enrolment_codes": Keep(
        "A one-time code with which a person enrols a device",
        {
            "names the row": "id",
            "is recognised by": "code_index",
            "whose, by whom": "person_id issued_by_id",
            "is of use once, for 72 hours": "issued_at expires_at used_at",
        },
        days=7,
        since="expires_at",
    ),
    "accounts_enrolments": Keep(
        "Who may sign in on which device",
        {"names the row": "id", "who, where": "person_id device_id", "from, until": "enrolled_at revoked_at"},
        CLOSING,
    ),
    "accounts_people": Keep(
        "Somebody who works for the district",
        {
            "names the row": "id",
            "is called by": "name",
            "keeps the record": "area_id",
            "is signed in and rung up with": "phone_sealed phone_index",
            "proves who signs in": "pin_hash",
            "from, until": "created_at disabled_at",
        },
        CLOSING,
    ),
    "accounts_sign_ins": Keep(
        "A session, so that it can be ended from anywhere",
        {
            "names the row": "id",
            "is recognised by": "token_hash",
            "who, where": "person_id device_id",
            "is alive or not": "started_at seen_at expires_at ended_at",
        },
        days=30,
        since="expires_at",
    ),
    "accounts_throttles": Keep(
        "How often somebody tried to sign in; the key of an account is a blind index, of a stranger the address",
        {"names the bucket": "key", "is full again at": "full_ms"},
        "until the bucket is full again, two hours at most",
    ),
    "audit_entries": Keep(
        "Who did what, or looked at whom",
        {
            "names the entry": "id",
            "when, what": "at verb",
            "who": "actor_kind actor_id",
            "on what": "subject_kind subject_id",
            "explains the act, without names": "facts",
            "shows a later change": "mac",
        },
        "until the closing of the emergency, 180 days at least",
    ),
    "gates_exit_policies": Keep(
        "A movement order, as it was published",
        {
            "names the row": "id",
            "where, from when": "area_id starts_at",
            "what it allows": "exits days words",
            "by whom": "issued_at issued_by_id",
        },
        TREE,
    ),
    "gates_passages": Keep(
        "Somebody at a gate: quotas, fever, who is still out",
        {
            "names the row, and its correction": "id supersedes_id closes_id",
            "where": "area_id checkpoint_id",
            "who": "household_id resident_id",
            "what happened": "direction outcome purpose because reason mask",
            "fever": "temperature method second_temperature second_method",
            "what the order said": "advice advice_code flags",
            "when": "occurred_at received_at returned_at",
            "by whom, taken back by whom": "recorded_by_id withdrawn_at withdrawn_by_id",
        },
        days=28,
        since="occurred_at",
    ),
    "org_areas": Keep(
        "A place of the tree",
        {"names the row": "id kind name", "where": "parent_id path", "until": "closed_at"},
        TREE,
    ),
    "org_bindings": Keep(
        "Who answered for which place, when",
        {
            "names the row": "id",
            "who, as what": "person_id role",
            "for what": "area_id grid_id checkpoint_id",
            "from, until": "starts_at ends_at",
            "by whom": "bound_by_id ended_by_id",
        },
        TREE,
    ),
    "org_checkpoints": Keep("A post", {"names the row": "id kind name", "where, until": "area_id closed_at"}, TREE),
    "org_grid_buildings": Keep(
        "Which building lay in which grid",
        {"names the row": "id", "what, where": "area_id grid_id", "from, until": "starts_at ends_at"},
        TREE,
    ),
    "org_grids": Keep("A grid", {"names the row": "id name", "where, until": "area_id closed_at"}, TREE),
    "places_household_tags": Keep(
        "What a household needs", {"names the row": "id", "which household": "household_id", "what": "tag"}, CLOSING
    ),
    "places_households": Keep(
        "A door",
        {
            "names the row": "id",
            "where": "area_id compound_id label sort_key unit floor",
            "how many to expect, how to reach them": "is_tenant declared_size remark",
            "from, until": "created_at vacant_at merged_into_id",
        },
        CLOSING,
    ),
    "places_import_households": Keep(
        "A household of a roster on its way in",
        {
            "names the row": "id import_id",
            "where": "area_id compound compound_id label household_id",
            "what the roster says": "body_sealed has_problems",
            "what becomes of it": "kind taken_at put_at undone_at kept_at",
            "takes it back": "undo_sealed",
        },
        "7 days after the upload",
    ),
    "places_import_rows": Keep(
        "A row of a roster that cannot go in, kept so that it can be corrected",
        {"names the row": "id import_id", "where": "area_id sheet number", "what the roster says": "body_sealed"},
        "7 days after the upload",
    ),
    "places_imports": Keep(
        "A roster that was uploaded",
        {
            "names the row": "id",
            "where to": "area_id compound opened",
            "the file, for 7 days": "file_sealed filename layouts",
            "what was found": "tally problem problem_row",
            "how far it is": "job leased_until done total created_at read_at put_at undone_at purged_at",
            "by whom": "created_by_id asked_by_id",
        },
        "until the closing of the emergency, without the file",
    ),
    "places_remark_words": Keep(
        "The district's own words for remarks",
        {"names the row": "id", "reads": "word tag", "since": "created_at"},
        CLOSING,
    ),
    "places_residents": Keep(
        "A person behind a door",
        {
            "names the row": "id household_id position",
            "where, for the scope": "area_id compound_id",
            "is called and found by": "name pinyin initials relation sex",
            "is rung up with": "phone_sealed",
            "is found by, without being read": "phone_index phone_tail_index id_number_index",
            "proves who it is to headquarters": "id_number_sealed",
            "from, until": "created_at moved_out_at",
        },
        CLOSING,
    ),
    "web_receipts": Keep(
        "A write that was taken, so that it is taken once",
        {
            "is the key, and what came of it": "op_id outcome",
            "answers the same again": "endpoint body_sha256 location",
            "who": "actor_kind actor_id",
            "finds gaps in a phone's numbers": "device_id device_seq",
            "when": "occurred_at received_at",
        },
        days=90,
        since="received_at",
        left="op_id outcome",
    ),
}
