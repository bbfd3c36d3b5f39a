-- Timing matrix: documents by the month booked and the month the stock moved. Anything off the diagonal is a timing difference.
--
-- since: 2000-01
-- key:   flow, acct_month, move_month
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  timing.md#timing-difference, cannot-tell.md#rows-that-cannot-be-read
--        Every document in its latest known state, with blank dates as a separate month

with

dated_documents as (
    select
        case doc_type
            when 'SO' then 'Sales'
            when 'CN' then 'Customer returns'
            when 'PO' then 'Purchases'
            when 'SCN' then 'Supplier returns'
            else 'Adjustments'
        end as flow,
        coalesce(strftime(acct_date, '%Y-%m'), 'no date') as acct_month,
        coalesce(strftime(move_date, '%Y-%m'), 'no date') as move_month,
        value,
        lacks_value
    from documents
    where
        (moved or booked)
        and not is_void
        and not is_draft
),

incomplete as (
    select distinct flow
    from incomplete_flows
)

select
    dated_documents.flow,                                                             -- Flow
    dated_documents.acct_month,                                                       -- Month booked
    dated_documents.move_month,                                                       -- Month stock moved
    cast(count(*) as integer) as documents,                                           -- Documents
    cast(
        case when count(case when dated_documents.lacks_value then 1 end) = 0 then coalesce(sum(abs(dated_documents.value)), 0) end
        as decimal(18, 2)
    ) as value,                                                                       -- Stock value
    case when incomplete.flow is null then 'N' else 'Y' end as lacks_rows            -- Incomplete: rows that cannot be read are left out
from dated_documents
left join incomplete on incomplete.flow = dated_documents.flow
group by
    dated_documents.flow,
    dated_documents.acct_month,
    dated_documents.move_month,
    incomplete.flow
order by
    flow,
    acct_month,
    move_month
