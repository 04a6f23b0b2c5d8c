namespace ForumClassifier.Training.FineTuning;

/// <summary>How far the loop has come.</summary>
/// <param name="BestEpoch">The epoch whose weights are kept, counted from 1; 0 before the first.</param>
/// <param name="IsFinished">True once no further epoch follows.</param>
internal sealed record TrainingState(IReadOnlyList<EpochLog> Epochs, int BestEpoch, bool IsFinished)
{
    public static TrainingState Start { get; } = new([], 0, false);

    /// <summary>
    /// The state after one more epoch. It is the best if its validation macro F1 is higher, or equal with a lower validation loss;
    /// without validation the last one always is.
    /// </summary>
    public TrainingState After(EpochLog epoch, int epochs, int patience)
    {
        var best = BestEpoch == 0 ? null : Epochs[BestEpoch - 1];
        var isBest = best is null || epoch.ValidationMacroF1 is null || epoch.ValidationMacroF1 > best.ValidationMacroF1
            || (epoch.ValidationMacroF1 == best.ValidationMacroF1 && epoch.ValidationLoss < best.ValidationLoss);
        var bestEpoch = isBest ? epoch.Epoch : BestEpoch;
        return new TrainingState([.. Epochs, epoch], bestEpoch, epoch.Epoch == epochs || epoch.Epoch - bestEpoch >= patience);
    }
}
