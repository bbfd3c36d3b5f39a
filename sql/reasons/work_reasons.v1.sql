-- Reasons of the worklist: why an item that was explained, accrued, accepted or put back is open again.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code

select
    code,
    sentence,
    remedy
from (
    values
    ('put_back', 'Put back on the list in {exit_period} by {exit_who}: {exit_note}', ''),
    ('accrual_reversed', 'Accrued in {exit_period} by {exit_value}: that journal is reversed, and it is still here.', ''),
    ('above_threshold', 'Accepted in {exit_period} by {exit_who}; it is {1} now, above the threshold of {2}.', ''),
    ('explained_at_another', 'Explained in {exit_period} by {exit_who} at {1}; it is {2} now.', ''),
    ('accrued_at_another', 'Accrued in {exit_period} by {exit_who} at {1}; it is {2} now.', '')
) as listed (code, sentence, remedy)
