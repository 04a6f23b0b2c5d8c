namespace ForumClassifier.Training.FineTuning;

/// <summary>Linear warm-up from zero, then linear decay to zero.</summary>
/// <remarks>The first step has rate 0: as in Hugging Face's get_linear_schedule_with_warmup.</remarks>
/// <param name="Peak">Learning rate at the end of the warm-up.</param>
/// <param name="WarmupSteps">Less than <paramref name="TotalSteps"/>.</param>
/// <param name="TotalSteps">Optimizer steps of the whole training, at least 1.</param>
internal sealed record LearningRateSchedule(double Peak, int WarmupSteps, int TotalSteps)
{
    /// <summary>The learning rate of a step, counted from 0.</summary>
    public double At(int step) => Peak * (step < WarmupSteps
        ? (double)step / WarmupSteps
        : Math.Max(0, (double)(TotalSteps - step) / (TotalSteps - WarmupSteps)));
}
