namespace ForumClassifier.Core.Predictions;

/// <summary>A model's statement about one post, as a prediction file holds it.</summary>
/// <param name="Codes">Ids of the codes chosen; empty where none is or where the model abstained.</param>
/// <param name="Abstained">True where there was no text to judge or the model was too doubtful.</param>
/// <param name="Probabilities">One for each code of the file's code set, in its order, each in [0, 1]; empty where there was no text.</param>
/// <param name="Truncated">True where the post was longer than the model's longest input.</param>
/// <param name="Model">Name of the model.</param>
public sealed record Prediction(
    string PostId,
    string ThreadId,
    DateTimeOffset? CreatedAt,
    IReadOnlyList<string> Codes,
    bool Abstained,
    IReadOnlyList<float> Probabilities,
    bool Truncated,
    string Model);
