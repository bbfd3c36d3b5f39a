-- Item differences: each difference of a worklist item, with the item that it belongs to and its effect on the bridge.
--
-- since: 2000-01
-- grain: one row for each named difference that is an item of the worklist or part of one
-- key:   item, cause_id, side, _landing (may be blank), _line (may be blank)
-- rule:  worklist.md#items
--        `gap` and `gap_size` are the amounts of the difference on the legs of the bridge, with and without signs

with

entries as (
    select distinct
        ledger_read._landing,
        ledger_read._line,
        difference_kinds.doc_type = 'GL' as is_alone,
        ledger_read.entry_date,
        coalesce(ledger_read.description, ledger_read.contact) as description,
        trim(difference_kinds.ref) || ':' || coalesce(strftime(ledger_read.entry_date, '%Y-%m-%d'), '') || ':'
        || cast(cast(ledger_read.net as decimal(18, 2)) as varchar) as name,
        ledger_read.role,
        ledger_read.source_type
    from difference_kinds
    inner join ledger_read
        on ledger_read._landing = difference_kinds._landing
        and ledger_read._line = difference_kinds._line
    where
        difference_kinds.dataset = 'ledger_entries'
        and difference_kinds.kind <> 'info'
        and difference_kinds.doc_type <> 'COGS'
),

numbered_lines as (
    select
        entries.*,
        row_number() over (
            partition by is_alone, name
            order by role nulls last, source_type nulls last, description nulls last, _landing, _line
        ) as copy
    from entries
),

on_bridge as (
    select
        cause_id, side, doc_type, ref, _landing, _line,
        sum(amount) as gap,
        sum(abs(amount)) as gap_size
    from bridge_amounts
    group by cause_id, side, doc_type, ref, _landing, _line
)

select
    difference_kinds.*,
    coalesce(on_bridge.gap, 0) as gap,
    coalesce(on_bridge.gap_size, 0) as gap_size,
    case
        when difference_kinds.doc_type = 'GL'
            then
                'GL:'
                || numbered_lines.name
                || case when numbered_lines.copy > 1 then ':' || cast(numbered_lines.copy as varchar) else '' end
        else difference_kinds.doc_type || ':' || coalesce(documents.ref_key, upper(trim(difference_kinds.ref)))
    end as item,
    documents.ref_key,
    coalesce(documents.contact, numbered_lines.description) as contact,
    documents.status as sync_status,
    documents.moved,
    documents.booked,
    coalesce(documents.lacks_value, false) as lacks_value,
    coalesce(documents.lacks_value and documents.omni_effect is null, false) as is_effect_unknown,
    case
        when difference_kinds.doc_type = 'GL' then numbered_lines.entry_date
        when difference_kinds.doc_type = 'COGS'
            then last_day(cast(right(difference_kinds.ref, 7) || '-01' as date))
        when difference_kinds.doc_type = 'BATCH' then batches.first_date
        when documents.moved and documents.booked then least(documents.move_date, documents.acct_date)
        when documents.moved then documents.move_date
        when documents.booked then documents.acct_date
        else coalesce(documents.created_date, numbered_lines.entry_date)
    end as exposure_date,
    difference_kinds.side in ('line', 'journal') as is_added,
    case
        when difference_kinds.side = 'books' then 2
        else 1
    end as side_rank
from difference_kinds
left join on_bridge
    on on_bridge.cause_id = difference_kinds.cause_id
    and on_bridge.side = difference_kinds.side
    and on_bridge.doc_type = difference_kinds.doc_type
    and on_bridge.ref = difference_kinds.ref
    and on_bridge._landing is not distinct from difference_kinds._landing
    and on_bridge._line is not distinct from difference_kinds._line
left join documents
    on documents.doc_type = difference_kinds.doc_type
    and documents.ref = difference_kinds.ref
left join numbered_lines
    on numbered_lines._landing = difference_kinds._landing
    and numbered_lines._line = difference_kinds._line
    and numbered_lines.is_alone = (difference_kinds.doc_type = 'GL')
    and difference_kinds.dataset = 'ledger_entries'
left join batches
    on batches.ref_key = upper(trim(difference_kinds.ref))
    and difference_kinds.doc_type = 'BATCH'
where
    difference_kinds.side <> 'opening'
    and difference_kinds.kind not in ('info', 'unknown')
