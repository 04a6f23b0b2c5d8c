namespace ForumClassifier.Inference;

/// <summary>Where the time of a labelling went, in seconds. The phases overlap: while one window of posts is computed, the next is prepared, the one after is read and the one before is written.</summary>
/// <param name="Read">Reading posts and composing their texts.</param>
/// <param name="Tokenize">Turning texts into tokens.</param>
/// <param name="Wait">In which the model waited for the next window, or for the writing of an earlier one.</param>
/// <param name="Forward">Inside the engine.</param>
/// <param name="Write">Making rows of predictions and saving them.</param>
/// <param name="FirstToLastBatch">From the start of the first batch to the end of the last; <paramref name="Forward"/> is a part of it.</param>
public sealed record LabelPhases(double Read, double Tokenize, double Wait, double Forward, double Write, double FirstToLastBatch)
{
    internal static LabelPhases None { get; } = new(0, 0, 0, 0, 0, 0);

    internal double? EngineShare => FirstToLastBatch > 0 ? Forward / FirstToLastBatch : null;

    internal LabelPhases Plus(LabelPhases next) => new(
        Read + next.Read, Tokenize + next.Tokenize, Wait + next.Wait, Forward + next.Forward, Write + next.Write, FirstToLastBatch + next.FirstToLastBatch);
}
