using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Tracker.Workflow.Audit;
using Tracker.Workflow.Mail;
using Tracker.Workflow.Persistence;

namespace Tracker.Workflow.Access;

/// <summary>Adds a person who may sign in, for one commission or for all.</summary>
public static class AddUser
{
    public sealed record Command(string Email, Role Role, string? Commission) : ICommand<Result>;

    public sealed record Result(Guid Id, string Email, Role Role);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).NotEmpty().MaximumLength(254);
    }

    internal sealed class Handler(TrackerDb db, CommandScope scope, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command request, CancellationToken cancellationToken)
        {
            var email = EmailAddress.Parse(request.Email);
            var commission = request.Commission is null
                ? null
                : await db.Commissions.SingleOrDefaultAsync(c => c.Name == request.Commission, cancellationToken) ?? throw new NotFoundException("Commission");
            var user = User.Add(email, request.Role, commission?.Id, clock.GetUtcNow());
            RefusedException.When(
                await db.Users.AnyAsync(u => u.Email == user.Email, cancellationToken), "user.exists", $"{user.Email} is already a user.");

            db.Add(user);
            scope.Record(user.Id, $"{user.Email} was added as {user.Role.ToString().ToLowerInvariant()}.");
            return new(user.Id, user.Email, user.Role);
        }
    }
}
