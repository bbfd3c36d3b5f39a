-- Credit not applied: the ledger holds the credit note, and part of it has not been applied to an invoice.
--
-- since:  2000-01
-- cause:  C05
-- effect: none on balances; the customer's account shows an open credit beside an open invoice
-- timing: permanent
-- rule:   causes-sales.md#c05-credit-not-applied

select
    'C05' as cause_id,
    110 as precedence,
    'payment' as side,
    documents.doc_type,
    documents.ref,
    cast(abs(open_credits.amount_due) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_documents' as dataset,
    open_credits._landing,
    open_credits._line
from open_credits
inner join documents
    on documents.doc_type = 'CN'
    and documents.ref_key = open_credits.ref_key
where
    open_credits.kind = 'sales_credit'
    and not documents.is_void
