-- Story dates: when each document was created, moved and booked, and whether it was synced.
--
-- since: 2000-01
-- grain: one row for each document and each of these steps
-- key:   doc_type, ref_key, position
-- rule:  balances.md#dates
--        `state` shows whether the step is as expected

with

created as (
    select
        *, 1 as position, 'story_created' as step_code, created_date as day, amount as money,
        cast(null as varchar) as about_code, cast(null as varchar) as known_as, cast(null as varchar) as batch,
        case
            when vanished then 'gone'
            when created_date is null then 'unknown'
            else 'ok'
        end as state
    from story_documents
),

moved as (
    select
        *, 2 as position,
        case doc_type
            when 'SO' then 'story_dispatched'
            when 'PO' then 'story_received'
            else 'story_completed'
        end as step_code,
        move_date as day, value as money,
        case
            when qty_ordered is not null and doc_type <> 'ADJ'
                then 'moved_of|' || cast(qty_moved as decimal(18, 2)) || '|' || cast(qty_ordered as decimal(18, 2))
        end as about_code,
        null as known_as, null as batch,
        case
            when move_date is null then 'missing'
            when not moved then 'late'
            when qty_ordered <> qty_moved then 'differs'
            else 'ok'
        end as state
    from story_documents
),

booked as (
    select
        *, 3 as position,
        case doc_type
            when 'CN' then 'story_credit_note_date'
            when 'SCN' then 'story_supplier_credit_note_date'
            when 'ADJ' then 'story_adjustment_date'
            else 'story_invoice_date'
        end as step_code,
        acct_date as day, amount as money,
        case
            when doc_type in ('PO', 'SCN') and supplier_inv_no is null then case when not lacks_number then 'without_number' end
            when doc_type in ('PO', 'SCN') then 'numbered'
        end as about_code,
        case when doc_type in ('PO', 'SCN') then supplier_inv_no end as known_as,
        null as batch,
        case
            when acct_date is null then 'missing'
            when not booked then 'late'
            when doc_type in ('PO', 'SCN') and supplier_inv_no is null and not lacks_number then 'missing'
            else 'ok'
        end as state
    from story_documents
),

synced as (
    select
        *, 4 as position, 'story_sync_status' as step_code, cast(null as date) as day, cast(null as decimal(18, 4)) as money,
        case status
            when 'IMPORTED' then 'status_is_imported'
            when 'ERROR' then 'status_is_error'
            when 'DO_NOT_IMPORT' then 'status_is_do_not_import'
            else 'status_is_not_imported'
        end || case when payment_batch_ref is null then '' else ';in_batch' end as about_code,
        null as known_as, payment_batch_ref as batch,
        case
            when status = 'IMPORTED' then 'ok'
            when status = 'DO_NOT_IMPORT' and payment_batch_ref is not null then 'ok'
            when status = 'ERROR' then 'error'
            when status = 'DO_NOT_IMPORT' then 'missing'
            when not booked then 'waits'
            else 'missing'
        end as state
    from story_documents
    where doc_type <> 'ADJ'
),

steps_taken as (
    select * from created
    union all
    select * from moved
    union all
    select * from booked
    union all
    select * from synced
)

select
    doc_type,
    ref_key,
    position,
    step_code,
    day,
    money as amount,
    about_code,
    known_as,
    batch,
    case when is_void then 'void' else state end as state,
    dataset,
    _landing,
    _line
from steps_taken
