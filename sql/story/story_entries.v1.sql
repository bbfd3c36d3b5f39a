-- Story entries: the inventory and revenue entries of each document in the ledger, under its own reference or in its batch.
--
-- since: 2000-01
-- grain: one row for each document and each of its entries
-- key:   doc_type, ref_key, _landing, _line, step_code, batch (may be blank)
-- takes: reference
-- rule:  posting.md#what-each-document-posts
--        If a reference is given, only entries that contain it, or whose reference may have been truncated, are read

with

own as (
    select
        story_documents.doc_type,
        story_documents.ref_key,
        'story_ledger|' || ledger_matches.role as step_code,
        ledger_matches.entry_date as day,
        ledger_matches.net as amount,
        concat_ws(
            ';',
            case when ledger_matches.source_type is not null then 'entry_source' end,
            case when ledger_matches.reference is not null then 'entry_reference' end,
            ledger_matches.reason_code
        ) as about_code,
        ledger_matches.source_type,
        ledger_matches.reference as known_as,
        cast(null as varchar) as batch,
        case
            when story_documents.is_void then 'stands'
            when strftime(ledger_matches.entry_date, '%Y-%m') <> strftime(story_documents.acct_date, '%Y-%m') then 'other_month'
            else 'ok'
        end as state,
        ledger_matches._landing,
        ledger_matches._line
    from story_documents
    inner join ledger_matches
        on ledger_matches.doc_type = story_documents.doc_type
        and ledger_matches.ref_key = story_documents.ref_key
    inner join ledger_read
        on ledger_read._landing = ledger_matches._landing
        and ledger_read._line = ledger_matches._line
    where
        ledger_matches.role in ('inventory', 'revenue')
        and (
            $reference is null
            or ledger_read.key_1 = upper(trim($reference))
            or ledger_read.key_2 = upper(trim($reference))
            or ledger_read.key_3 = upper(trim($reference))
            or ledger_read.key_4 = upper(trim($reference))
            or length(ledger_matches.reference) = 21
        )
),

batch_lines as (
    select
        key_1,
        key_2,
        key_3,
        key_4,
        entry_date,
        net,
        reference,
        _landing,
        _line
    from ledger_read
    where
        role = 'revenue'
        and kind in ('sales_invoice', 'sales_credit', 'journal', 'other')
),

parts as (
    select key_1 as part, entry_date, net, reference, _landing, _line from batch_lines
    union all
    select key_2 as part, entry_date, net, reference, _landing, _line from batch_lines
    union all
    select key_3 as part, entry_date, net, reference, _landing, _line from batch_lines
    union all
    select key_4 as part, entry_date, net, reference, _landing, _line from batch_lines
),

batched as (
    select distinct
        story_documents.doc_type,
        story_documents.ref_key,
        parts.entry_date as day,
        parts.net as amount,
        parts.reference as known_as,
        batch_members.batch_ref as batch,
        parts._landing,
        parts._line
    from story_documents
    inner join batch_members
        on batch_members.doc_type = story_documents.doc_type
        and batch_members.ref_key = story_documents.ref_key
    inner join parts on parts.part = batch_members.batch_key
)

select doc_type, ref_key, step_code, day, amount, about_code, source_type, known_as, batch, state, _landing, _line
from own
union all
select
    doc_type, ref_key, 'story_batch' as step_code, day, amount, 'entry_reference;whole_batch' as about_code,
    null as source_type, known_as, batch, 'ok' as state, _landing, _line
from batched
