using System.Diagnostics;
using ForumClassifier.Modeling.Devices;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using static TorchSharp.torch;

namespace ForumClassifier.Training.FineTuning;

/// <summary>Fine-tunes a classifier epoch by epoch, keeps the best weights, and goes on where a killed run ended.</summary>
/// <param name="phase">What people read while it runs.</param>
/// <param name="weights">[C] or null; see <see cref="ClassificationLoss"/>.</param>
/// <param name="macroF1">Of the validation examples' probabilities; not called without validation examples.</param>
/// <param name="head">Sets what the head begins with, beside the shares of the codes; null for nothing.</param>
internal sealed class FineTuningLoop(
    string phase,
    FineTuningOptions options,
    int paddingId,
    Device device,
    IReadOnlyList<float>? weights,
    Func<Scores, (double Value, double StandardError)> macroF1,
    Action<TrainingProgress>? report,
    HeadStart? head = null)
{
    /// <summary>Trains the model; it holds the best weights afterwards.</summary>
    /// <param name="validation">Empty to train all epochs and keep the last weights.</param>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a step; the last whole epoch is in the checkpoints.</exception>
    public TrainingState Run(SequenceClassifier model, IReadOnlyList<Example> training, IReadOnlyList<Example> validation, CheckpointFolder checkpoints, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(checkpoints);
        var steps = options.Epochs * ((training.Count + options.BatchSize - 1) / options.BatchSize);
        var schedule = new LearningRateSchedule(options.LearningRate, (int)Math.Round(steps * options.WarmupShare), steps);
        model.ComputeIn(PrecisionChoice.ToType(options.Precision), isFrozen: false);
        model.train();
        using var step = new TrainStep(model, schedule, options.WeightDecay, options.MaxGradientNorm, options.HeadFactor);
        var state = checkpoints.Find() ?? TrainingState.Start;
        if (state.Epochs.Count > 0)
        {
            checkpoints.Restore(state, model, step.Optimizer);
        }
        else
        {
            HeadPrior.Set(model.Head, training, options.Assignment);
            head?.Apply(model.Head);
        }

        var pace = new Pace(steps, steps / options.Epochs * state.Epochs.Count);
        while (!state.IsFinished)
        {
            var epoch = state.Epochs.Count + 1;
            var loss = RunEpoch(epoch, model, step, schedule, training, pace, cancellationToken);
            var scores = validation.Count == 0 ? null : Scores.Of(model, validation, options.Assignment, paddingId, device);
            var score = scores is null ? ((double Value, double StandardError)?)null : macroF1(scores);
            var log = new EpochLog(epoch, loss, scores?.Loss, score?.Value, score?.StandardError);
            state = state.After(log, options.Epochs, options.Patience);
            checkpoints.Save(state, model, step.Optimizer);
            report?.Invoke(pace.Progress(phase, epoch, options.Epochs, loss, schedule, log));
        }

        checkpoints.LoadBest(state, model);
        return state;
    }

    private double RunEpoch(int epoch, SequenceClassifier model, TrainStep step, LearningRateSchedule schedule, IReadOnlyList<Example> training, Pace pace, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        var done = 0;
        foreach (var indices in EpochBatches.Cut([.. training.Select(example => example.Ids.Count)], options.BatchSize, options.Seed, epoch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Example[] examples = [.. indices.Select(index => training[index])];
            using var batch = TokenBatch.Pad([.. examples.Select(example => example.Ids)], paddingId, device);
            var started = Stopwatch.GetTimestamp();
            var (loss, _) = step.Run(pace.Step, () => ClassificationLoss.Of(
                options.Assignment,
                model.call(batch),
                Scores.Targets(examples, device),
                weights is null ? null : tensor(weights.ToArray(), device: device),
                options.LabelSmoothing));
            pace.Add(examples.Length, Stopwatch.GetElapsedTime(started));
            sum += loss * examples.Length;
            done += examples.Length;
            report?.Invoke(pace.Progress(phase, epoch, options.Epochs, sum / done, schedule, endOfEpoch: null));
        }

        return sum / done;
    }

    private sealed class Pace(int steps, int firstStep)
    {
        private double _seconds;
        private int _posts;
        private int _stepsHere;

        public int Step => firstStep + _stepsHere;

        public void Add(int posts, TimeSpan time)
        {
            _stepsHere++;
            _posts += posts;
            _seconds += time.TotalSeconds;
        }

        public TrainingProgress Progress(string phase, int epoch, int epochs, double loss, LearningRateSchedule schedule, EpochLog? endOfEpoch) => new(
            phase, epoch, epochs, Step, steps, loss, schedule.At(Step - 1), _posts / _seconds,
            TimeSpan.FromSeconds(_seconds / _stepsHere * (steps - Step)), endOfEpoch);
    }
}
