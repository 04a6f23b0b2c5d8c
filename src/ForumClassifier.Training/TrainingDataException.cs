using ForumClassifier.Core;

namespace ForumClassifier.Training;

/// <summary>There is too little labelled data to learn from or to measure on.</summary>
public sealed class TrainingDataException(string message) : ForumClassifierException(message);
