-- Credit not applied: the credit note is in the ledger, but part of it has not been applied to an invoice.
--
-- since:  2000-01
-- precedence: payment 110
-- effect: The balances are not affected. The customer's account shows an open credit and an open invoice.
-- timing: permanent
-- rule:   causes-sales.md#c05-credit-not-applied

select
    documents.doc_type,
    documents.ref,
    open_credits.amount_due as amount,
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
