namespace ForumClassifier.Inference.Runs;

/// <summary>The predictions of one window of the corpus.</summary>
/// <param name="Rows">As they stand in the file of predictions, without its header.</param>
/// <param name="Firsts">What was predicted for posts that later windows repeat, in the order of their places.</param>
/// <param name="Keys">Of the texts, as <see cref="TextKeys"/> makes them.</param>
internal sealed record Part(PartCounts Counts, ReadOnlyMemory<byte> Rows, IReadOnlyList<FirstPrediction> Firsts, byte[] Keys);
