namespace SessionKeys.Bundler.Client;

/// <summary>Applies one record to one submission: pure, and refusing what would be untrue or unsafe.</summary>
internal static class SubmissionSteps
{
    /// <summary>Bundlers want at least 10 % more of both fees; who replaces chooses 12 % or more.</summary>
    private static readonly (UInt256 Numerator, UInt256 Denominator) LeastRaise = (110, 100);

    public static Submission Apply(Submission before, SubmissionRecord record)
    {
        SubmissionState state = SubmissionTransitions.Next(before.State, record.Name)
            ?? throw BookErrors.Transition(
                before.Id, $"{record.Name} in state {before.State}", "what its state allows");
        Submission after = record switch
        {
            OperationSigned signed => Add(before, signed.Signed),
            OperationReplaced replaced => Replace(before, replaced),
            OperationSent sent => Send(before, sent.Hash),
            OperationRefused refused => Refuse(before, refused),
            OperationIncluded included => Include(before, included.Inclusion),
            InclusionUndone undone => Undo(before, undone.BlockHash),
            SubmissionFinal final => Finish(before, final.BlockHash),
            SubmissionFailed failed => Fail(before, failed),
            SubmissionDropped dropped => Drop(before, dropped.Proof),
            SubmissionCancelled => before with { IsCancelled = true },
            _ => throw BookErrors.Transition(before.Id, record.Name, "a record about a known submission"),
        };
        return after with { State = state, ChangedAt = record.At };
    }

    private static Submission Add(Submission before, SignedOperation signed)
    {
        if (signed.Operation.Sender != before.Sender || LaneSequence.KeyOf(signed.Operation.Nonce) != before.NonceKey)
        {
            throw BookErrors.Transition(
                before.Id, "an operation of another account or lane", "the account and lane of the submission");
        }

        return before with { Attempts = [.. before.Attempts, signed.ToAttempt()] };
    }

    private static Submission Replace(Submission before, OperationReplaced record)
    {
        SubmissionAttempt latest = before.LatestAttempt!;
        if (before.IsCancelled)
        {
            throw BookErrors.Transition(
                before.Id, "a replacement after it was cancelled", "to wait for the end of what is signed");
        }

        if (latest.Hash != record.Replaced)
        {
            throw BookErrors.Transition(
                before.Id, $"a replacement of {record.Replaced}", $"one of the latest attempt {latest.Hash}");
        }

        if (record.Signed.Operation.Nonce != latest.Nonce)
        {
            throw BookErrors.Transition(
                before.Id, $"nonce {record.Signed.Operation.Nonce.ToHex()}", $"the same nonce {latest.Nonce.ToHex()}");
        }

        FeesPerGas fees = record.Signed.Fees;
        if (!IsRaised(latest.Fees.MaxFeePerGas, fees.MaxFeePerGas)
            || !IsRaised(latest.Fees.MaxPriorityFeePerGas, fees.MaxPriorityFeePerGas))
        {
            throw BookErrors.Transition(
                before.Id,
                $"fees of {fees.MaxFeePerGas} and {fees.MaxPriorityFeePerGas} wei",
                $"at least 10 % above {latest.Fees.MaxFeePerGas} and {latest.Fees.MaxPriorityFeePerGas} wei");
        }

        Submission marked = Change(before, latest.Hash, attempt => attempt with { IsReplaced = true });
        return Add(marked, record.Signed);
    }

    /// <summary>A bundler that takes it takes back what was said against it.</summary>
    private static Submission Send(Submission before, UserOperationHash hash) =>
        Change(before, hash, attempt => attempt with { IsSent = true }) with { Refusal = null };

    private static Submission Refuse(Submission before, OperationRefused record) =>
        Change(before, record.Hash, attempt => attempt) with { Refusal = record.Refusal };

    private static Submission Include(Submission before, SubmissionInclusion inclusion) =>
        Change(before, inclusion.Hash, attempt => attempt with { IsSent = true }) with { Inclusion = inclusion };

    private static Submission Undo(Submission before, Hash32 blockHash)
    {
        RequireBlock(before, blockHash);
        return before with { Inclusion = null };
    }

    /// <summary>What is final is not signed again: calls and bytes leave the memory, the hashes stay.</summary>
    private static Submission Finish(Submission before, Hash32 blockHash)
    {
        RequireBlock(before, blockHash);
        return before with
        {
            Calls = [],
            Approval = null,
            Options = null,
            Authorization = null,
            Attempts = [.. before.Attempts.Select(each => each with { Operation = null, Authorization = null })],
        };
    }

    private static Submission Fail(Submission before, SubmissionFailed record)
    {
        bool isProven = before.Attempts.Count == 0 ? record.Proof is null : record.Proof?.Holds(before) == true;
        return isProven
            ? before with { Refusal = record.Refusal }
            : throw Unproven(before);
    }

    private static Submission Drop(Submission before, NoInclusionProof proof) =>
        proof.Holds(before) ? before : throw Unproven(before);

    private static SessionKeyException Unproven(Submission before) => BookErrors.Transition(
        before.Id,
        "an end while a signed operation of it can still be included",
        $"an end when its nonce is used on the chain, or the chain's time is behind {before.LastClaimEnd:u}");

    private static void RequireBlock(Submission before, Hash32 blockHash)
    {
        if (before.Inclusion!.BlockHash != blockHash)
        {
            throw BookErrors.Transition(
                before.Id, $"a word about block {blockHash}", $"one about its block {before.Inclusion.BlockHash}");
        }
    }

    private static Submission Change(
        Submission before, UserOperationHash hash, Func<SubmissionAttempt, SubmissionAttempt> change)
    {
        if (before.FindAttempt(hash) is null)
        {
            throw BookErrors.Transition(before.Id, $"the operation {hash}", "one of its own attempts");
        }

        return before with { Attempts = [.. before.Attempts.Select(each => each.Hash == hash ? change(each) : each)] };
    }

    /// <summary>A fee of zero must become at least one.</summary>
    private static bool IsRaised(UInt256 before, UInt256 after) =>
        after > before && after.BitLength <= 128
        && after * LeastRaise.Denominator >= before * LeastRaise.Numerator;
}
