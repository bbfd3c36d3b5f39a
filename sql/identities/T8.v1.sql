-- Sales add up: every document's sales equal its total less tax.
--
-- since: 2000-01
-- rule:   identities.md#t8-sales-add-up
-- left:  documents with a different sales amount
-- right: zero
-- needs: sales_documents kind:SO kind:CN tax:sales_documents

select
    cast(sum(case when round(sales_incl - sales_tax, 2) <> round(sales, 2) then 1 else 0 end) as integer) as left_side,
    cast(sum(0) as integer) as right_side  -- blank, like the count, if there are no rows to compare
from sales_documents
where period = $period
