namespace ForumClassifier.Training.FineTuning;

/// <summary>Where a training stands, for a person who waits.</summary>
/// <param name="Phase">What is being trained.</param>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="Step">Steps done of <paramref name="Steps"/>, over all epochs.</param>
/// <param name="Loss">Mean of the epoch so far, in nats.</param>
/// <param name="PostsPerSecond">Of this process, validation not counted.</param>
/// <param name="TimeLeft">Until the last epoch ends; it may end earlier.</param>
/// <param name="EndOfEpoch">Set at the end of an epoch.</param>
public sealed record TrainingProgress(
    string Phase,
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    double Loss,
    double LearningRate,
    double PostsPerSecond,
    TimeSpan TimeLeft,
    EpochLog? EndOfEpoch);
