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

fitting_causes as (
    -- If only one side has the document, its cause explains all of it. If both do, a cause explains no more than its own amount, with or
    -- without a tax on it.
    select
        compared.role,
        compared.doc_type,
        compared.ref_key,
        control_causes.cause_id,
        row_number() over (
            partition by compared.role, compared.doc_type, compared.ref_key
            order by control_causes.precedence, control_causes.cause_id
        ) as nth
    from compared
    inner join control_causes
        on control_causes.role = compared.role
        and control_causes.doc_type = compared.doc_type
        and control_causes.ref = compared.ref
    where
        control_causes.cause_id <> 'S24'
        and (
            control_causes.cause_id = 'not_compared'
            or compared.entries = 0
            or compared.omni_amount = 0
            or (
                compared.gap * control_causes.amount > 0
                and abs(compared.gap) >= abs(control_causes.amount) - 0.02
                and abs(compared.gap)
                <= abs(control_causes.amount) * case when compared.role in ('receivable', 'payable') then 2 else 1 end + 0.02
            )
        )
),

landed_elsewhere as (
    -- Landed costs that are posted between inventory and payables do not affect their own account.
    select
        ref_key,
        max(case when is_whole then 1 else 0 end) = 1 as is_whole
    from landed_postings
    group by ref_key
),

explained as (
    select
        compared.*,
        case
            when compared.gap = 0 then null
            when compared.omni_amount = 0 and compared.acct_date < $period_start then 'control_dated_earlier'
            when compared.omni_amount = 0 and compared.acct_date > $period_end then 'control_dated_later'
            when compared.entries = 0 and landed_elsewhere.is_whole then 'control_landed'
        end as agreed_code,
        case
            when compared.gap = 0 then null
            when fitting_causes.cause_id is not null then fitting_causes.cause_id
            when abs(compared.gap) <= 0.02 then 'S24'
            when compared.role = 'landed_costs' and compared.entries = 0 and landed_elsewhere.ref_key is null then 'P11'
        end as possible_cause
    from compared
    left join fitting_causes
        on fitting_causes.role = compared.role
        and fitting_causes.doc_type = compared.doc_type
        and fitting_causes.ref_key = compared.ref_key
        and fitting_causes.nth = 1
    left join landed_elsewhere
        on compared.role = 'landed_costs'
        and landed_elsewhere.ref_key = compared.ref_key
)

select
    role,
    coalesce(agreed_code, 'control_cause|' || possible_cause) as item_code,
    case when agreed_code is null then possible_cause end as cause_id,
    case
        when agreed_code is not null or possible_cause = 'S24' then 'omni'
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
