using ForumClassifier.Core;

namespace ForumClassifier.Training;

/// <summary>A training cannot begin or go on in its folder.</summary>
public sealed class WorkFolderException(string message) : ForumClassifierException(message);
