/** How many more steps a search may take, all its branches together: a file that leads on in a thousand ways costs no more. */
export interface Budget {
  left: number;
}

/** Takes one step; false when none is left. */
export const spend = (budget: Budget): boolean => budget.left-- > 0;
