describe('the network', () => {
  it('is refused in the web extension host', async () => {
    const answer = await fetch('https://handrail.invalid/').then(
      () => 'answered',
      () => 'refused',
    );
    if (answer !== 'refused') throw new Error(answer);
  });
});
