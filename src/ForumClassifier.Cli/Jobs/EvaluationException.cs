using ForumClassifier.Core;

namespace ForumClassifier.Cli.Jobs;

/// <summary>Labelled data and model do not fit together.</summary>
public sealed class EvaluationException(string message) : ForumClassifierException(message);
