-- Unread entries: ledger entries and listed documents whose parts, as split on upload, include no Omni reference.
--
-- since: 2000-01
-- grain: one row for each ledger line or listed document without an Omni reference
-- key:   dataset, _landing, _line
-- rule:  references.md#how-the-ledger-writes-references
--        The separator between the reference and the serial may be a character that references also contain, or may be missing. `size` is
--        the amount of the whole transaction on its account. `family` is the type of document that such an entry posts

with

nameless_entries as (
    select
        dataset, kind, family, role, reference, description, contact, day, net, key_1, key_2, key_3, key_4, _landing, _line
    from ledger_named
    where doc_type is null
    union all
    select
        ledger_named.dataset, ledger_named.kind, ledger_named.family, ledger_named.role, ledger_named.reference,
        ledger_named.description, ledger_named.contact, ledger_named.day, ledger_named.net,
        placed_keys.key_1, placed_keys.key_2, placed_keys.key_3, placed_keys.key_4, ledger_named._landing, ledger_named._line
    from placed_keys
    inner join ledger_named
        on ledger_named.dataset = placed_keys.dataset
        and ledger_named._landing = placed_keys._landing
        and ledger_named._line = placed_keys._line
    where placed_keys.doc_type is null
)

select
    dataset,
    kind,
    family,
    reference,
    description,
    contact,
    day,
    key_1,
    key_2,
    key_3,
    key_4,
    abs(sum(net) over (partition by dataset, _landing, kind, role, reference, key_1, key_2, day)) as size,
    _landing,
    _line
from nameless_entries
where
    coalesce(reference, key_1, description) is not null
    and (
        dataset = 'ledger_documents'
        or role in ('inventory', 'cogs', 'revenue')
        or kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit', 'journal', 'other')
    )
