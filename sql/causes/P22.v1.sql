-- Supplier credit not applied: the credit is in the ledger, but part of it has not been applied to a bill.
--
-- since:  2000-01
-- precedence: payment 110
-- effect: The balances are not affected. The supplier's account shows an open credit and an open bill.
-- timing: permanent
-- rule:   causes-purchases.md#p22-supplier-credit-not-applied

select
    documents.doc_type,
    documents.ref,
    open_credits.amount_due as amount,
    'ledger_documents' as dataset,
    open_credits._landing,
    open_credits._line
from open_credits
inner join documents
    on documents.doc_type = 'SCN'
    and documents.ref_key = open_credits.ref_key
where
    open_credits.kind = 'bill_credit'
    and not documents.is_void
