namespace ForumClassifier.Training.FineTuning;

/// <summary>How far the loop has come.</summary>
/// <param name="BestEpoch">The epoch whose weights are kept, counted from 1; 0 before the first.</param>
/// <param name="IsFinished">True once no further epoch follows.</param>
internal sealed record TrainingState(IReadOnlyList<EpochLog> Epochs, int BestEpoch, bool IsFinished)
{
    public static TrainingState Start { get; } = new([], 0, false);

    /// <summary>The state after one more epoch.</summary>
    /// <remarks>
    /// The best epoch is the last whose validation macro F1 is within one standard error of the highest: a few dozen posts cannot tell
    /// such epochs apart, and the later ones have learnt with a lower rate. Without validation it is the last. (The rule of one standard
    /// error: Breiman et al., Classification and Regression Trees, 1984.)
    /// </remarks>
    public TrainingState After(EpochLog epoch, int epochs, int patience)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        EpochLog[] all = [.. Epochs, epoch];
        var highest = all.MaxBy(entry => entry.ValidationMacroF1);
        var isBest = epoch.ValidationMacroF1 is not { } score || highest is null || score >= highest.ValidationMacroF1 - highest.StandardError;
        var bestEpoch = isBest ? epoch.Epoch : BestEpoch;
        return new TrainingState(all, bestEpoch, epoch.Epoch == epochs || epoch.Epoch - bestEpoch >= patience);
    }
}
