-- Conflicting movements: references whose stock movements contradict Omni's documents, with the first contradiction.
--
-- since: 2000-01
-- grain: one row for each reference with a contradiction
-- key:   doc_type (may be blank), ref_key
-- rule:  movements.md#movements-that-contradict-the-documents
--        `units` is the change in stock by all movements, and `document_units` by the document. `is_alike` marks contradictions that more
--        than half of the compared documents of one type share, which is one problem of the list and not of each document

with

uploads as (
    select distinct dataset
    from landings
    where period = $period
),

exports as (
    select landing, exported_on
    from landings
    where
        dataset = 'stock_movements'
        and period = $period
),

has_month_before as (
    select count(*) > 0 as is_landed
    from landings
    where
        dataset = 'stock_movements'
        and period = strftime($period_start - 1, '%Y-%m')
),

older_lines as (
    select distinct ref_key, product_code, branch, move_date
    from stock_movements
    where period < $period
),

unread_movements as (
    -- References of which a movement cannot be read, so that their units, days and sums are not known.
    select distinct ref_key
    from unreadable_rows
    where
        dataset = 'stock_movements'
        and period <= $period
),

listed as (
    select
        lines.ref_key,
        min(lines.reference) as ref,
        min(lines.doc_type) as doc_type,
        max(case when lines.move_date > exports.exported_on then 1 else 0 end) as is_after_export,
        max(
            case when lines.move_date < $period_start and lines.units <> 0 and older_lines.ref_key is null then 1 else 0 end
        ) as is_backdated,
        max(case when lines.move_date between $period_start and $period_end then 1 else 0 end) as is_in_month,
        min(lines._landing) as _landing,
        min(lines._line) as _line
    from stock_movements as lines
    inner join exports on exports.landing = lines._landing
    left join older_lines
        on older_lines.ref_key = lines.ref_key
        and older_lines.product_code = lines.product_code
        and older_lines.branch = lines.branch
        and older_lines.move_date = lines.move_date
    where coalesce(lines.doc_type, '') not in ('BT', 'JOB')
    group by lines.ref_key
),

compared as (
    select
        listed.ref_key,
        coalesce(documents.ref, listed.ref) as ref,
        coalesce(documents.doc_type, listed.doc_type) as doc_type,
        movement_sums.units,
        case when documents.doc_type in ('SO', 'CN') then -1 else 1 end * documents.qty_moved as document_units,
        documents.move_date,
        movement_sums.first_date,
        movement_sums.last_date,
        'stock_movements' as dataset,
        listed._landing,
        listed._line,
        documents.ref_key is not null as is_known,
        case
            when listed.is_after_export = 1 then 'movement_after_export'
            when documents.is_void and movement_sums.units <> 0 and unread_movements.ref_key is null then 'movement_of_void'
            when
                documents.ref_key is null
                and listed.is_in_month = 1
                and (coalesce(listed.doc_type, 'SO') not in ('SO', 'CN') or sales.dataset is not null)
                and (coalesce(listed.doc_type, 'PO') not in ('PO', 'SCN') or purchases.dataset is not null)
                and (coalesce(listed.doc_type, 'ADJ') <> 'ADJ' or adjustments.dataset is not null)
                and unreadable.ref_key is null
                then 'movement_without_document'
            when documents.ref_key is null or documents.is_void or unread_movements.ref_key is not null then null
            when not movement_sums.is_dated then 'movement_undated'
            when
                movement_sums.units
                <> case when documents.doc_type in ('SO', 'CN') then -1 else 1 end * documents.qty_moved
                then 'movement_units_differ'
            when documents.moved and movement_sums.last_date > $period_end then 'movement_after_date'
            when documents.move_date > $period_end and movement_sums.last_date <= $period_end then 'movement_before_date'
            when listed.is_backdated = 1 and has_month_before.is_landed then 'movement_backdated'
        end as conflict_code
    from listed
    cross join has_month_before
    inner join movement_sums on movement_sums.ref_key = listed.ref_key
    left join documents on documents.ref_key = listed.ref_key
    left join uploads as sales on sales.dataset = 'sales_documents'
    left join uploads as purchases on purchases.dataset = 'purchase_documents'
    left join uploads as adjustments on adjustments.dataset = 'stock_adjustments'
    left join (select distinct ref_key from unreadable_rows) as unreadable on unreadable.ref_key = listed.ref_key
    left join unread_movements on unread_movements.ref_key = listed.ref_key
),

still_standing as (
    select
        documents.ref_key,
        documents.ref,
        documents.doc_type,
        cast(0 as decimal(18, 4)) as units,
        case when documents.doc_type in ('SO', 'CN') then -1 else 1 end * documents.qty_moved as document_units,
        documents.move_date,
        cast(null as date) as first_date,
        cast(null as date) as last_date,
        documents.dataset,
        documents._landing,
        documents._line,
        true as is_known,
        'movement_missing' as conflict_code
    from documents
    inner join movement_months
        on movement_months.period = $period
        and movement_months.is_complete
    left join movement_sums on movement_sums.ref_key = documents.ref_key
    left join unmoved_sales on unmoved_sales.ref_key = documents.ref_key
    left join unread_movements on unread_movements.ref_key = documents.ref_key
    where
        documents.move_date between $period_start and $period_end
        and documents.qty_moved <> 0
        and documents.value <> 0
        and not documents.is_void
        and not documents.is_draft
        and movement_sums.ref_key is null
        and unmoved_sales.ref_key is null
        and unread_movements.ref_key is null
),

every_row as (
    select * from compared
    union all
    select * from still_standing
),

counted as (
    select
        *,
        count(*) over (partition by doc_type, is_known) as compared_documents,
        count(*) over (partition by doc_type, is_known, conflict_code) as like_documents
    from every_row
)

select
    ref_key,
    ref,
    doc_type,
    units,
    document_units,
    move_date,
    first_date,
    last_date,
    conflict_code,
    is_known and like_documents >= 10 and like_documents * 2 > compared_documents as is_alike,
    dataset,
    _landing,
    _line
from counted
where conflict_code is not null
