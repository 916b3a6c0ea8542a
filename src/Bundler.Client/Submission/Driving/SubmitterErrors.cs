namespace SessionKeys.Bundler.Client;

/// <summary>What a submitter refuses or gives up waiting for, in words.</summary>
internal static class SubmitterErrors
{
    public static ArgumentException Unknown(string id) => new(
        $"The submission {id} was refused: the log has none of this id. Submit it first, or use its log.", nameof(id));

    public static BundlerException TooLate(Submission? submission, SubmissionState until, TimeSpan? timeout)
    {
        BundlerErrorEntry entry = BundlerErrorTable.Find(BundlerErrorKind.ReceiptTimeout);
        return new BundlerException(
            entry.Kind,
            $"Submission {submission?.Id} did not become {until} within {timeout}: it is {submission?.State}, its "
                + $"latest operation {submission?.LatestAttempt?.Hash.ToString() ?? "none"}"
                + (submission?.Refusal is { } refusal ? $", held up by {refusal.Reason}" : string.Empty)
                + $". It goes on; wait again by its id. See {BundlerErrorTable.HelpLink(entry.Kind)}.")
        {
            UserOperationHash = submission?.LatestAttempt?.Hash,
        };
    }

    /// <summary>Refuses an authorization that no node of the chain would take.</summary>
    public static void CheckChain(SubmissionRequest request, UInt256 chainId)
    {
        if (request.Authorization is { ChainId: var chain } && !chain.IsZero && chain != chainId)
        {
            throw new ArgumentException(
                $"The submission was refused: its authorization is for the chain {chain}; allowed are 0 and the "
                    + $"session's chain {chainId}. Have the owner sign one for this chain.",
                nameof(request));
        }
    }
}
