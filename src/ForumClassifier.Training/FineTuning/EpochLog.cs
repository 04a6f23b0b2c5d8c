namespace ForumClassifier.Training.FineTuning;

/// <summary>What one epoch did.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainingLoss">Mean over the epoch's batches, in nats.</param>
/// <param name="ValidationLoss">In nats, or null where nothing was held back.</param>
/// <param name="ValidationMacroF1">In [0, 1], or null where nothing was held back.</param>
/// <param name="StandardError">Of the validation macro F1, by bootstrap over threads; null where nothing was held back.</param>
public sealed record EpochLog(int Epoch, double TrainingLoss, double? ValidationLoss, double? ValidationMacroF1, double? StandardError);
