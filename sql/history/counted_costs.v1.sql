-- Counted costs: every order and credit note with COGS by the month end, with the months in which the journal and the stock show it.
--
-- since: 2000-01
-- grain: one row for each order or credit note with COGS
-- key:   doc_type, ref_key
-- rule:  cogs.md#journal-against-omni
--        The journal belongs to the invoice month, and the stock movement to the dispatch month

select
    documents.doc_type,
    documents.ref,
    documents.ref_key,
    documents.contact,
    documents.move_date,
    documents.status,
    sale_costs.cogs_date,
    sale_costs.cogs,
    sale_costs.cogs_landing,
    sale_costs.cogs_line,
    strftime(sale_costs.cogs_date, '%Y-%m') as invoice_month,
    coalesce(strftime(documents.move_date, '%Y-%m'), 'no date') as dispatch_month
from sale_costs
inner join documents on documents.ref_key = sale_costs.ref_key
where
    documents.doc_type in ('SO', 'CN')
    and sale_costs.cogs_date <= $period_end
    and sale_costs.cogs <> 0
