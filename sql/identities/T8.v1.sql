-- Sales compute: the sales of every document are its total less tax.
--
-- since: 2000-01
-- left:  documents whose sales are another amount
-- right: zero
-- needs: sales_documents

select
    sum(case when round(sales_incl - sales_tax, 2) <> round(sales, 2) then 1 else 0 end) as left_side,
    sum(0) as right_side  -- blank, as the count is, where there is nothing to compare
from sales_documents
where period = $period
