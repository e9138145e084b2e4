declare module 'ml-logistic-regression' {
  const LogisticRegression: unknown;
  export default LogisticRegression;
}
