-- Document story: every fact that is known of each document, in the order in which it should happen, across both systems.
--
-- since: 2000-01
-- key:   ref_key, doc_type, position, line, _landing
-- takes: reference
-- words: step_code as step; about_code as about
-- rule:  bridge.md#reading-the-documents

with

known as (
    select documents.*
    from documents
    where
        $reference is null
        or documents.ref_key = upper(trim($reference))
),

ledger_months as (
    select period, has_inventory, has_revenue
    from compared_months
),

created as (
    select
        doc_type, ref, ref_key, contact, 1 as position, 'story_created' as step_code, created_date as day, amount,
        null as about_code, cast(null as varchar) as source_type, cast(null as varchar) as known_as,
        cast(null as varchar) as batch,
        case
            when is_void then 'void'
            when vanished then 'gone'
            when created_date is null then 'unknown'
            else 'ok'
        end as state,
        dataset, _landing, _line, 0 as line
    from known
),

moved as (
    select
        doc_type, ref, ref_key, contact, 2 as position,
        case doc_type
            when 'SO' then 'story_dispatched'
            when 'PO' then 'story_received'
            else 'story_completed'
        end as step_code,
        move_date as day, value as amount,
        case
            when qty_ordered is not null and doc_type <> 'ADJ'
                then 'moved_of|' || cast(qty_moved as decimal(18, 2)) || '|' || cast(qty_ordered as decimal(18, 2))
        end as about_code,
        null as source_type, null as known_as, null as batch,
        case
            when is_void then 'void'
            when move_date is null then 'missing'
            when not moved then 'late'
            when qty_ordered <> qty_moved then 'differs'
            else 'ok'
        end as state,
        dataset, _landing, _line, 0 as line
    from known
),

booked as (
    select
        doc_type, ref, ref_key, contact, 3 as position,
        case doc_type
            when 'CN' then 'story_credit_note_date'
            when 'SCN' then 'story_supplier_credit_note_date'
            when 'ADJ' then 'story_adjustment_date'
            else 'story_invoice_date'
        end as step_code,
        acct_date as day, amount,
        case
            when doc_type in ('PO', 'SCN') and supplier_inv_no is null then 'without_number'
            when doc_type in ('PO', 'SCN') then 'numbered'
        end as about_code,
        null as source_type,
        case when doc_type in ('PO', 'SCN') then supplier_inv_no end as known_as,
        null as batch,
        case
            when is_void then 'void'
            when acct_date is null then 'missing'
            when not booked then 'late'
            when doc_type in ('PO', 'SCN') and supplier_inv_no is null then 'missing'
            else 'ok'
        end as state,
        dataset, _landing, _line, 0 as line
    from known
),

synced as (
    select
        doc_type, ref, ref_key, contact, 4 as position, 'story_sync_status' as step_code, cast(null as date) as day, amount,
        case status
            when 'IMPORTED' then 'status_is_imported'
            when 'ERROR' then 'status_is_error'
            when 'DO_NOT_IMPORT' then 'status_is_do_not_import'
            else 'status_is_not_imported'
        end || case when payment_batch_ref is null then '' else ';in_batch' end as about_code,
        null as source_type, null as known_as, payment_batch_ref as batch,
        case
            when is_void then 'void'
            when status = 'IMPORTED' then 'ok'
            when status = 'DO_NOT_IMPORT' and payment_batch_ref is not null then 'ok'
            when status = 'ERROR' then 'error'
            when status = 'DO_NOT_IMPORT' then 'missing'
            when not booked then 'waits'
            else 'missing'
        end as state,
        dataset, _landing, _line, 0 as line
    from known
    where doc_type <> 'ADJ'
),

entries as (
    select
        known.doc_type, known.ref, known.ref_key, known.contact, 5 as position,
        'story_ledger|' || ledger_matches.role as step_code,
        ledger_matches.entry_date as day, ledger_matches.net as amount,
        concat_ws(
            ';',
            case when ledger_matches.source_type is not null then 'entry_source' end,
            case when ledger_matches.reference is not null then 'entry_reference' end,
            ledger_matches.reason_code
        ) as about_code,
        ledger_matches.source_type, ledger_matches.reference as known_as, null as batch,
        case
            when known.is_void then 'stands'
            when strftime(ledger_matches.entry_date, '%Y-%m') <> strftime(known.acct_date, '%Y-%m') then 'other_month'
            else 'ok'
        end as state,
        'ledger_entries' as dataset, ledger_matches._landing, ledger_matches._line, ledger_matches._line as line
    from known
    inner join ledger_matches
        on ledger_matches.doc_type = known.doc_type
        and ledger_matches.ref_key = known.ref_key
    where
        ledger_matches.role in ('inventory', 'revenue')
        and (
            $reference is null
            or ledger_matches.key_1 = upper(trim($reference))
            or ledger_matches.key_2 = upper(trim($reference))
            or ledger_matches.key_3 = upper(trim($reference))
            or ledger_matches.key_4 = upper(trim($reference))
            or length(ledger_matches.reference) = 21
        )
),

revenue_lines as (
    select *
    from ledger_read
    where
        role = 'revenue'
        and kind in ('sales_invoice', 'sales_credit', 'journal', 'other')
),

batch_lines as (
    select key_1 as part, entry_date, net, reference, _landing, _line
    from revenue_lines
    where key_1 is not null
    union all
    select key_2 as part, entry_date, net, reference, _landing, _line
    from revenue_lines
    where key_2 is not null
    union all
    select key_3 as part, entry_date, net, reference, _landing, _line
    from revenue_lines
    where key_3 is not null
    union all
    select key_4 as part, entry_date, net, reference, _landing, _line
    from revenue_lines
    where key_4 is not null
),

batched as (
    select distinct
        known.doc_type, known.ref, known.ref_key, known.contact, 5 as position,
        'story_batch' as step_code,
        batch_lines.entry_date as day, batch_lines.net as amount,
        'entry_reference;whole_batch' as about_code,
        null as source_type, batch_lines.reference as known_as, batch_members.batch_ref as batch,
        'ok' as state,
        'ledger_entries' as dataset, batch_lines._landing, batch_lines._line, batch_lines._line as line
    from known
    inner join batch_members
        on batch_members.doc_type = known.doc_type
        and batch_members.ref_key = known.ref_key
    inner join batch_lines on batch_lines.part = batch_members.batch_key
    where
        coalesce(known.status, '') = 'DO_NOT_IMPORT'
),

absent as (
    select
        known.doc_type, known.ref, known.ref_key, known.contact, 5 as position, 'story_no_entry' as step_code,
        cast(null as date) as day, cast(null as decimal(18, 4)) as amount,
        case
            when not known.booked then 'not_booked_yet'
            when ledger_months.period is null then 'no_ledger_of_its_month'
            else 'no_entry_names_it'
        end as about_code,
        null as source_type, null as known_as, null as batch,
        case
            when known.is_void then 'void'
            when not known.booked then 'waits'
            when ledger_months.period is null then 'unknown'
            else 'missing'
        end as state,
        known.dataset, known._landing, known._line, 0 as line
    from known
    left join ledger_months
        on ledger_months.period = strftime(known.acct_date, '%Y-%m')
        and case
            when known.doc_type in ('SO', 'CN') then ledger_months.has_revenue
            else ledger_months.has_inventory
        end
    where
        not exists (
            select 1 from entries where entries.doc_type = known.doc_type and entries.ref_key = known.ref_key
        )
        and not exists (
            select 1 from batched where batched.doc_type = known.doc_type and batched.ref_key = known.ref_key
        )
        and not (coalesce(known.status, '') = 'DO_NOT_IMPORT' and known.payment_batch_ref is null)
),

costs as (
    select
        known.doc_type, known.ref, known.ref_key, known.contact, 6 as position, 'story_cogs' as step_code,
        cogs_entries_as_known.acct_date as day, cogs_entries_as_known.cogs as amount,
        case
            when cogs_entries_as_known.ref_key is null then 'in_no_cogs_breakdown'
            when cogs_entries_as_known.cogs is null then 'cogs_blank'
        end as about_code,
        null as source_type, null as known_as, null as batch,
        case
            when known.is_void then 'void'
            when coalesce(cogs_entries_as_known.cogs, 0) <> 0 then 'ok'
            when known.moved and known.booked then 'missing'
            else 'waits'
        end as state,
        case when cogs_entries_as_known.ref_key is null then known.dataset else 'cogs_entries' end as dataset,
        coalesce(cogs_entries_as_known._landing, known._landing) as _landing,
        coalesce(cogs_entries_as_known._line, known._line) as _line,
        0 as line
    from known
    left join cogs_entries_as_known on cogs_entries_as_known.ref_key = known.ref_key
    where known.doc_type in ('SO', 'CN')
),

journals as (
    select
        known.doc_type, known.ref, known.ref_key, known.contact, 7 as position,
        'story_cogs_journal|' || cogs_months.cogs_month as step_code,
        cast(null as date) as day, cogs_months.journal as amount,
        case
            when cogs_months._landing is null then 'month_without_journal'
            when cogs_months.is_resynced then 'synced_again_in|' || cogs_months.synced_in
            when cogs_months.stale <> 0 then 'missed_when_synced|' || cast(cogs_months.stale as decimal(18, 2))
        end as about_code,
        null as source_type, null as known_as, null as batch,
        case
            when cogs_months._landing is null then 'missing'
            when cogs_months.stale <> 0 then 'differs'
            else 'ok'
        end as state,
        case when cogs_months._landing is null then known.dataset else 'ledger_entries' end as dataset,
        coalesce(cogs_months._landing, known._landing) as _landing,
        coalesce(cogs_months._line, known._line) as _line,
        0 as line
    from known
    inner join cogs_entries_as_known
        on cogs_entries_as_known.ref_key = known.ref_key
        and coalesce(cogs_entries_as_known.cogs, 0) <> 0
    inner join cogs_months on cogs_months.cogs_month = strftime(cogs_entries_as_known.acct_date, '%Y-%m')
    where known.doc_type in ('SO', 'CN')
),

facts as (
    select * from created
    union all
    select * from moved
    union all
    select * from booked
    union all
    select * from synced
    union all
    select * from entries
    union all
    select * from batched
    union all
    select * from absent
    union all
    select * from costs
    union all
    select * from journals
)

select
    facts.ref_key,                                                                    -- Key
    facts.doc_type,                                                                   -- Type
    facts.ref,                                                                        -- Reference
    facts.contact,                                                                    -- Customer, supplier or reason
    facts.position,                                                                   -- No
    facts.step_code,                                                                  -- Step
    cast(facts.day as date) as day,                                                   -- Date
    cast(facts.amount as decimal(18, 2)) as amount,                                   -- Amount
    facts.about_code,                                                                 -- What is known
    facts.source_type,                                                                -- Source
    facts.known_as,                                                                   -- Known there as
    facts.batch,                                                                      -- Batch
    facts.state,                                                                      -- State
    facts.line,                                                                       -- Line
    facts.dataset as _dataset,
    facts._landing,
    facts._line
from facts
order by
    facts.ref_key,
    facts.doc_type,
    facts.position,
    facts.line,
    facts._landing
