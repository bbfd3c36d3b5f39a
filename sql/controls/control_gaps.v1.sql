-- Control gaps: each document and entry on the control accounts, with Omni's amount, the ledger's amount, and what explains the difference.
--
-- since: 2000-01
-- grain: one row for each role and document, and one for each entry without a document
-- key:   role, doc_type (may be blank), ref_key (may be blank), _landing (may be blank), _line (may be blank)
-- rule:  control-accounts.md#adjustments
--        `adjusts` is the side that is adjusted: Omni for what is right in the ledger alone, such as payments, other months and rounding,
--        and the ledger for every other cause, because its entry is missing or wrong. A difference without an `item_code` is not explained

with

posted as (
    select
        role,
        doc_type,
        ref_key,
        sum(amount) as amount,
        count(*) as entries,
        min(entry_date) as entry_date,
        min(contact) as contact,
        min(_landing) as _landing,
        min(_line) as _line
    from control_entries
    where entry_code is null
    group by
        role,
        doc_type,
        ref_key
),

keys as (
    select role, doc_type, ref_key from posted
    union
    select role, doc_type, ref_key from control_documents
),

known_documents as (
    select doc_type, ref_key, ref, contact, acct_date, dataset, _landing, _line
    from documents
    union all
    select 'BATCH' as doc_type, ref_key, ref, null as contact, booked_date as acct_date, 'sales_documents' as dataset, _landing, _line
    from batches
),

compared as (
    select
        keys.role,
        keys.doc_type,
        keys.ref_key,
        coalesce(known_documents.ref, keys.ref_key) as ref,
        coalesce(known_documents.contact, posted.contact) as contact,
        coalesce(known_documents.acct_date, posted.entry_date) as day,
        known_documents.acct_date,
        coalesce(control_documents.amount, 0) as omni_amount,
        coalesce(posted.amount, 0) as ledger_amount,
        coalesce(control_documents.amount, 0) - coalesce(posted.amount, 0) as gap,
        coalesce(posted.entries, 0) as entries,
        case when known_documents._line is null then 'ledger_entries' else known_documents.dataset end as dataset,
        coalesce(known_documents._landing, posted._landing) as _landing,
        coalesce(known_documents._line, posted._line) as _line
    from keys
    left join posted
        on posted.role = keys.role
        and posted.doc_type = keys.doc_type
        and posted.ref_key = keys.ref_key
    left join control_documents
        on control_documents.role = keys.role
        and control_documents.doc_type = keys.doc_type
        and control_documents.ref_key = keys.ref_key
    left join known_documents
        on known_documents.doc_type = keys.doc_type
        and known_documents.ref_key = keys.ref_key
),

explained as (
    select
        compared.*,
        case
            when compared.gap = 0 then null
            when compared.omni_amount = 0 and compared.acct_date < $period_start then 'control_dated_earlier'
            when compared.omni_amount = 0 and compared.acct_date > $period_end then 'control_dated_later'
        end as other_month_code,
        case
            when compared.gap = 0 then null
            when control_causes.cause_id is not null then control_causes.cause_id
            when abs(compared.gap) <= 0.02 then 'S24'
            when compared.role = 'landed_costs' and compared.entries = 0 then 'P11'
        end as possible_cause
    from compared
    left join control_causes
        on control_causes.role = compared.role
        and control_causes.doc_type = compared.doc_type
        and control_causes.ref = compared.ref
)

select
    role,
    coalesce(other_month_code, 'control_cause|' || possible_cause) as item_code,
    case when other_month_code is null then possible_cause end as cause_id,
    case
        when other_month_code is not null or possible_cause = 'S24' then 'omni'
        when possible_cause is not null then 'ledger'
    end as adjusts,
    doc_type, ref_key, ref, contact, day, omni_amount, ledger_amount, gap, entries, dataset, _landing, _line
from explained
union all
select
    role, entry_code as item_code, null as cause_id, 'omni' as adjusts, null as doc_type, null as ref_key,
    coalesce(reference, description) as ref, contact, entry_date as day, cast(0 as decimal(18, 2)) as omni_amount,
    amount as ledger_amount, -amount as gap, 1 as entries, 'ledger_entries' as dataset, _landing, _line
from control_entries
where entry_code is not null
