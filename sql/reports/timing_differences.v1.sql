-- Timing differences: documents whose stock movement and booking are on different sides of the month end.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: sales_documents, purchase_documents, stock_adjustments
-- words: rule_code as rule, fix
-- rule:  timing.md#timing-difference
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128593204239 https://help.omni.cin7.com/hc/en-us/articles/10808558433551

with

blanks as (
    select doc_type, ref_key, string_agg(missing_field, ', ' order by missing_field) as fields
    from field_gaps
    group by doc_type, ref_key
),

open_items as (
    select
        straddling.*,
        blanks.fields,
        twin_orders.ref_key is not null as is_duplicate
    from straddling
    left join blanks
        on blanks.doc_type = straddling.doc_type
        and blanks.ref_key = straddling.ref_key
    left join twin_orders
        on twin_orders.ref_key = straddling.ref_key
        and straddling.doc_type = 'PO'
)

select
    open_items.doc_type,                                                              -- Type
    open_items.ref,                                                                   -- Reference
    open_items.flow,                                                                  -- Flow
    open_items.contact,                                                               -- Customer, supplier or reason
    open_items.move_date,                                                             -- Stock moved
    open_items.acct_date,                                                             -- Booked
    open_items.class,                                                                 -- Direction
    cast(abs(open_items.value) as decimal(18, 2)) as value,                           -- Document value: that of the whole document
    cast(open_items.open_value as decimal(18, 2)) as open_value,  -- Still open: of its value, by the quantity that has moved
    case
        when open_items.move_date is null or open_items.acct_date is null then 'Y' else 'N'
    end as undated,                                                                   -- Other date blank
    strftime(open_items.exposure_date, '%Y-%m') as first_month,                       -- First month end
    case when open_items.exposure_date <= $previous_end then 'overdue' else 'timing' end as kind,  -- Kind
    cast(date_diff('day', open_items.exposure_date, $period_end) as integer) as age_days,  -- Days open: days outstanding at the month end
    open_items.status,                                                                -- Accounting status
    case when open_items.vanished then 'Y' else 'N' end as vanished,                  -- Missing from the newest export
    cast(
        case
            when open_items.is_duplicate and open_items.class = 'accounted_only' then 'po_duplicate'
            else lower(open_items.doc_type) || '_' || open_items.class
        end
        || case
            when open_items.is_duplicate and open_items.class = 'accounted_only' then ';fix_po_duplicate'
            when open_items.move_date is not null and open_items.acct_date is not null then ';align_dates'
            when open_items.class = 'moved_only'
                then ';fix_' || lower(open_items.doc_type) || '_moved_only|' || coalesce(open_items.fields, '')
            else ';fix_' || lower(open_items.doc_type) || '_accounted_only'
        end as varchar
    ) as rule_code,                                                                   -- Why it is here
    open_items.dataset as _dataset,
    open_items._landing,
    open_items._line
from open_items
order by
    abs(open_items.value) desc nulls last,
    open_items.doc_type,
    open_items.ref
