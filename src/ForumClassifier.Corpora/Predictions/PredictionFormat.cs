namespace ForumClassifier.Corpora.Predictions;

/// <summary>How a prediction file is written.</summary>
public enum PredictionFormat
{
    Csv,
    JsonLines,
    Parquet,
}
