namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Takes blocks away at random moments after the log has an operation in them.</summary>
internal sealed class ReorganisingChain(FaultTurn turn, SubmitterRig rig, bool mayKeep)
{
    /// <summary>As many as the submitters' confirmations: deeper ones are not seen.</summary>
    public const int Deepest = 12;

    private static readonly int[] Depths = [1, 5, Deepest];

    private readonly BookKeeper _keeper = new(rig.Log);
    private int _left = 1 + turn.Below(3);
    private int _depth;
    private int _blocksBefore;

    /// <summary>How often blocks with an operation were taken away.</summary>
    public int Count { get; private set; }

    /// <summary>Runs before each block; the chain stands still until the log has the latest inclusion.</summary>
    public bool BeforeBlock()
    {
        if (_left == 0 || rig.World.Executed is not [.., FakeExecution latest])
        {
            return true;
        }

        if (_depth == 0)
        {
            bool isRecorded = _keeper.ReadAsync().Result.FindByHash(latest.Operation.Hash) is { } found
                && found.Inclusion?.TransactionHash == latest.Transaction;
            _depth = isRecorded ? turn.Of(Depths) : 0;
            _blocksBefore = turn.Below(Math.Max(_depth, 1));
            return false;
        }

        if (_blocksBefore-- > 0)
        {
            return true;
        }

        Reorganise(latest);
        _depth = 0;
        return true;
    }

    private void Reorganise(FakeExecution latest)
    {
        // The end of the next wait may have come with less blocks on it than the depth that was drawn.
        if (rig.World.BlocksSinceLastExecution < _depth)
        {
            if (turn.Below(3) == 0)
            {
                rig.World.Revert(latest.Operation.Hash);
            }

            rig.World.Reorganise(_depth, mayKeep && turn.Coin());
            Count++;
            _left--;
        }
    }
}
